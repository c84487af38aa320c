using System.Globalization;
using System.Reflection;
using System.Text;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Architecture;

/// <summary>
/// The public face is written down in <c>PublicApi.txt</c>: a change of it is a decision, not an accident. To accept a change,
/// run this test with ARTICLESEARCH_ACCEPT_API=1 and read the difference.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly string[] Libraries = ["ArticleSearch", "ArticleSearch.Analysis", "ArticleSearch.IndexFormat"];

    private static string ApprovedPath => Repository.PathOf("tests", "ArticleSearch.Tests", "Architecture", "PublicApi.txt");

    [Fact]
    public void The_public_face_is_the_one_written_down()
    {
        string actual = Describe();
        if (Environment.GetEnvironmentVariable("ARTICLESEARCH_ACCEPT_API") == "1")
        {
            File.WriteAllText(ApprovedPath, actual);
        }

        Assert.Equal(File.ReadAllText(ApprovedPath), actual);
    }

    [Fact]
    public void The_public_face_is_small()
    {
        Assert.InRange(PublicTypes().Count(), 10, 30);
    }

    [Fact]
    public void Everything_public_is_documented()
    {
        var missing = new List<string>();
        foreach (var assembly in Libraries.Select(Assembly.Load))
        {
            string documentation = File.ReadAllText(Path.ChangeExtension(assembly.Location, ".xml"));
            missing.AddRange(assembly.GetExportedTypes().Select(type => $"T:{type.FullName}").Where(name => !documentation.Contains($"\"{name}\"", StringComparison.Ordinal)));
        }

        Assert.Empty(missing);
    }

    private static IEnumerable<Type> PublicTypes() =>
        Libraries.Select(Assembly.Load).SelectMany(assembly => assembly.GetExportedTypes()).OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var type in PublicTypes())
        {
            string kind = type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface" : type.IsSealed ? "sealed class" : "class";
            text.Append(CultureInfo.InvariantCulture, $"{kind} {type.FullName}\n");
            foreach (string member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(IsWritten).Select(member => Describe(member)).Order(StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"    {member}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Leaves out accessors, operators and what the compiler writes for records.</summary>
    private static bool IsWritten(MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true } => false,
        MethodInfo { Name: "<Clone>$" or "Equals" or "GetHashCode" or "ToString" or "Deconstruct" } => false,
        FieldInfo { Name: "value__" } => false,
        _ => true,
    };

    private static string Describe(MemberInfo member) => member switch
    {
        PropertyInfo property => $"{property.PropertyType} {property.Name} {{ {(property.CanRead ? "get; " : "")}{(property.SetMethod?.IsPublic == true ? "set; " : "")}}}",
        _ => member.ToString()!,
    };
}
